// What came of a class, as rows to print, and what is not as it should be.

/**
 * @param found - `records` of all who came, `pages` that were open at once, `standing` servers and their `memory`
 * @returns the tables to print, and the names of what is wanted to be 0 and is not
 */
export function reportOf({ records, pages, standing, memory }) {
  const students = records.filter(({ isOther }) => !isOther);
  const others = records.filter(({ isOther }) => isOther);
  const { asked, own } = requestsOf(records);
  const errors = errorsOf(students, others);
  const wanted = [
    ['pages that did not load', records.filter(({ isLoaded }) => !isLoaded).length],
    ['students who did not come to the end', records.filter(({ failure }) => failure).length],
    ['errors: of scripts, in the console, of the server (≥ 500)', total(errors.theirs)],
    ['saves lost', students.filter(({ isKept }) => !isKept).length],
    ['requests between load and save', total(asked)]
  ];
  return {
    tables: [
      [
        'simulated',
        [
          ['students who play the lesson', students.length],
          ['others, who open the same notebook without our outputs', others.length],
          ['servers that stood at once, at the end', standing],
          ['pages that were open at once, at most', pages]
        ]
      ],
      ['wanted: 0', wanted],
      ['what that was', [...rowsOf(errors.theirs), ...rowsOf(asked), ...failures(records)]],
      ['what JupyterLab says and asks by itself', [...rowsOf(errors.own), ...rowsOf(own)]],
      ['time, medians', timesOf(students)],
      ['memory, medians, MB', memoryRows(students, others, memory)]
    ],
    missed: wanted.filter(([, count]) => count > 0).map(([name]) => name)
  };
}

/**
 * Requests while students worked. JupyterLab asks by itself whether anything is done or not: what is also asked
 * in a time as long in which nothing is done, or of the others, is its own.
 */
function requestsOf(records) {
  const students = records.filter(({ isOther }) => !isOther).map(({ requests }) => requests.work);
  const quiet = records.flatMap(({ requests, isOther }) =>
    isOther ? [requests.work, requests.idle] : [requests.idle]
  );
  const [work, idle] = [sum(students), sum(quiet)];
  const isOwn = kind => kind in idle;
  const each = (count, list) => (count / list.length).toFixed(2);
  return {
    asked: pick(work, kind => !isOwn(kind)),
    own: Object.fromEntries(
      Object.entries(pick(work, isOwn)).map(([kind, count]) => [
        kind,
        `${each(count, students)} a student, ${each(idle[kind], quiet)} while nothing was done`
      ])
    )
  };
}

/** Errors that students met; what the others meet as well is not ours. */
function errorsOf(students, others) {
  const counts = list => sum(list.flatMap(({ errors }) => errors.map(text => ({ [text]: 1 }))));
  const met = counts(students);
  const elsewhere = counts(others);
  return {
    theirs: pick(met, text => !(text in elsewhere)),
    own: pick(met, text => text in elsewhere)
  };
}

const failures = records =>
  records
    .filter(({ failure }) => failure)
    .map(({ name, failure }) => [name, failure.split('\n')[0]]);

function timesOf(students) {
  const median = what => `${middle(students.map(({ seconds }) => seconds[what])).toFixed(1)} s`;
  return [
    ['from the address of the lesson to its last figure', median('load')],
    ['from there to the last check', median('work')]
  ];
}

function memoryRows(students, others, memory) {
  const heap = (list, when) => middle(list.map(({ heap }) => heap[when])) / 1e6;
  const held = (list, what) =>
    middle(list.flatMap(({ name }) => memory[name]?.[what] ?? [])) / 1000;
  const row = (what, ofStudents, ofOthers) => [
    what,
    `${ofStudents.toFixed(1)} beside ${ofOthers.toFixed(1)}: ${signed(ofStudents - ofOthers)}`
  ];
  return [
    row('scripts of the page, once loaded', heap(students, 'loaded'), heap(others, 'loaded')),
    row('scripts of the page, once saved', heap(students, 'worked'), heap(others, 'worked')),
    row('server', held(students, 'server'), held(others, 'server')),
    row('its kernel', held(students, 'kernels'), held(others, 'kernels'))
  ];
}

const signed = number => `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(1)}`;

function middle(numbers) {
  const sorted = numbers.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted.length > 0 ? sorted[Math.floor(sorted.length / 2)] : NaN;
}

/** Counts of the same name added up. */
function sum(list) {
  const counts = {};
  for (const [kind, count] of list.flatMap(Object.entries)) {
    counts[kind] = (counts[kind] ?? 0) + count;
  }
  return counts;
}

const pick = (counts, test) =>
  Object.fromEntries(Object.entries(counts).filter(([kind]) => test(kind)));
const total = counts => Object.values(counts).reduce((all, count) => all + count, 0);
const rowsOf = counts => Object.entries(counts);

/** Tables as text; those without rows are left out. */
export function printed(tables) {
  return tables
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) =>
      [`\n${title}`, ...rows.map(([what, value]) => `  ${what.padEnd(60)}  ${value}`)].join('\n')
    )
    .join('\n');
}
