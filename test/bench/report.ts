/** One line of the report. Numbers are in the unit of their section: milliseconds, milliseconds per MiB, or kilobytes. */
export interface Row {
  readonly what: string;
  readonly measured: number | undefined;
  /** The design's; undefined where a line only explains another one. */
  readonly budget?: number;
  /** What does a comparable thing, and how long it took in this run; a text alone says why it is not there. */
  readonly reference?: string;
  readonly referenceMeasured?: number | undefined;
}

export interface Section {
  readonly title: string;
  readonly unit: string;
  readonly rows: readonly Row[];
  /** What must be known to read the numbers. */
  readonly notes?: readonly string[];
}

/** Three digits that count: 0.0123, 4.57, 143. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function ratio(value: number, of: number): string {
  return `${digits(value / of)}×`;
}

function cells({ what, measured, budget, reference, referenceMeasured }: Row): string[] {
  return [
    what,
    budget === undefined ? "" : digits(budget),
    measured === undefined ? "-" : digits(measured),
    budget === undefined || measured === undefined ? "" : `${ratio(measured, budget)}${measured > budget ? " MISSED" : ""}`,
    reference ?? "",
    referenceMeasured === undefined ? "" : digits(referenceMeasured),
    referenceMeasured === undefined || measured === undefined ? "" : ratio(measured, referenceMeasured),
  ];
}

/** A section as a table: each measure beside its budget and its reference, and as a ratio to both. */
export function table({ title, unit, rows, notes = [] }: Section): string {
  const lines = [[title, "budget", unit, "of budget", "beside", unit, "ours : theirs"], ...rows.map(cells)];
  const widths = (lines[0] as string[]).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isText = (column: number): boolean => column === 0 || column === 4;
  const shown = lines.map((line) =>
    line
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const rule = "-".repeat(Math.max(...shown.map((line) => line.length)));
  return [shown[0], rule, ...shown.slice(1), ...notes.map((note) => `  ${note}`)].join("\n");
}

/** The names of the budgets that were missed. */
export function missed(sections: readonly Section[]): string[] {
  return sections.flatMap(({ rows }) =>
    rows.filter(({ measured, budget }) => measured !== undefined && budget !== undefined && measured > budget).map(({ what }) => what),
  );
}
