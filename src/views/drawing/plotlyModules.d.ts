// Parts of Plotly have no types of their own.
declare module 'plotly.js/build/plotcss';
declare module 'plotly.js/src/registry' {
  const registry: { register(modules: readonly unknown[]): void };
  export default registry;
}
declare module 'plotly.js/src/*' {
  const part: object;
  export default part;
}
