import { cold } from './cold.mjs';

window.work = ({ tokens }) => cold(tokens);
