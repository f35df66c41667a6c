// What tells numbers, in one file, so that it is loaded as one.
export { provenance } from '../../figures/index.ts';
export { numberWords } from './numberWords.ts';
export { provenanceWords } from './provenanceWords.ts';
