// The parts of the rail that are not there from the start, in one file that is loaded late.
export { LessonPane } from './lesson/LessonPane.tsx';
export { LinesPane } from './reading/LinesPane.tsx';
export { TextPane } from './reading/TextPane.tsx';
export { MeasuresPane } from './MeasuresPane.tsx';
export { NotesPane } from './NotesPane.tsx';
export { OutputsPane } from './OutputsPane.tsx';
export { PicturePane } from './picture/PicturePane.tsx';
export { TablePane } from './TablePane.tsx';
