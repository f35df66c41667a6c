import { visible } from '../../figures/index.ts';
import { said } from '../../format/index.ts';
import type { Part, Problem } from '../../format/index.ts';
import type { Translator } from '../frame/translator.ts';

/** What is wrong, in the reader's language. */
export function problemText({ told, message }: Problem, trans: Translator): string {
  return told === undefined ? message : toldText(told, trans);
}

/** The same with where it is. */
export function placedProblem(problem: Problem, trans: Translator): string {
  return `${visible(problem.path, 500)} ${visible(problemText(problem, trans), 2000)}`;
}

/** A text of the format in the reader's language: what it is filled with is put in afterwards. */
export function toldText(told: Part, trans: Translator): string {
  return said(told, {
    text: english => trans.__(english),
    // Groups of three as the sentence around them has it: a comma is a decimal sign to many.
    amount: (amount, english) => grouped(amount, trans.__(english) === english ? ',' : '\u202f')
  });
}

function grouped(amount: number, sign: string): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, sign);
}
