import { LabIcon } from '@jupyterlab/ui-components';

/** Three words, and the arcs by which one of them listens to the others. */
export const icon = new LabIcon({
  name: 'jupyterlab-attention:icon',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 22 22"><g fill="none"><path class="jp-icon3" stroke="#616161" stroke-width="2" d="M4 13c1-5 6-5 7 0M4 13C6 1 16 1 18 13"/></g><path class="jp-icon3" fill="#616161" d="M1.5 15h5v4h-5zm7 0h5v4h-5zm7 0h5v4h-5z"/></svg>'
});
