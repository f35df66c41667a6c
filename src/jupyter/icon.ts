import { LabIcon } from '@jupyterlab/ui-components';

/** Three words, and the arcs by which one of them listens to the others. */
export const icon = new LabIcon({
  name: 'jupyterlab-attention:icon',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 22 22"><g class="jp-icon3" fill="none" stroke="#616161" stroke-linecap="round"><path stroke-width="2" d="M4 14c1-5 5-5 7 0"/><path stroke-width="1.2" d="M4 14C6 2 17 2 18 14"/></g><g class="jp-icon3" fill="#616161"><rect x="1.5" y="15" width="5" height="4" rx="1"/><rect x="8.5" y="15" width="5" height="4" rx="1"/><rect x="15.5" y="15" width="5" height="4" rx="1"/></g></svg>'
});
