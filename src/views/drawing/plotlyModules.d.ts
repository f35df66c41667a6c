declare module 'plotly.js/lib/core' {
  const core: unknown;
  export default core;
}
declare module 'plotly.js/lib/scatter' {
  const scatter: unknown;
  export default scatter;
}
declare module 'plotly.js/lib/heatmap' {
  const heatmap: unknown;
  export default heatmap;
}
