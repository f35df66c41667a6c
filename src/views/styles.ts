import drawing from './drawing/drawing.raw.css';
import exporting from './export/export.raw.css';
import frame from './frame/frame.raw.css';
import layout from './frame/layout.raw.css';
import print from './frame/print.raw.css';
import provenance from './frame/provenance.raw.css';
import matrix from './matrix/matrix.raw.css';
import parts from './parts/parts.raw.css';
import lesson from './rail/lesson/lesson.raw.css';
import rail from './rail/rail.raw.css';
import row from './row/row.raw.css';
import stage from './stage/stage.raw.css';

/** The style sheets of the rooms, as one: where rules are equally specific, a later sheet's holds. */
export const STYLES = [
  frame,
  parts,
  stage,
  drawing,
  matrix,
  row,
  rail,
  lesson,
  provenance,
  exporting,
  layout,
  print
].join('\n');
