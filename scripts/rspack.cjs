// What Plotly brings along for maps is not bundled.
module.exports = {
  resolve: { alias: { 'maplibre-gl/dist/maplibre-gl.css': false } }
};
