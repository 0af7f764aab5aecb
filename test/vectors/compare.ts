/** What a case holds: a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with an expected value, where being equal is not the question; an empty list: nothing. */
export type Check = (expected: unknown) => string[];

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? "nothing" : text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** `x` and `x_hex` say the same: one of them may be left out where the other is given. */
function isGivenByItsTwin(name: string, expected: Fields): boolean {
  const twin = name.endsWith("_hex") ? name.slice(0, -4) : `${name}_hex`;
  return typeof expected[twin] === "string";
}

/**
 * Every difference between an expected value and an answer, with its place. Null and nothing are the same; a field
 * that the answer does not have is a difference; where the answer holds a {@link Check}, that decides.
 */
export function differences(expected: unknown, answer: unknown, place = ""): string[] {
  if (typeof answer === "function") return (answer as Check)(expected).map((difference) => `${place}: ${difference}`);
  if (Array.isArray(expected) && Array.isArray(answer)) {
    if (expected.length !== answer.length) return [`${place}: ${expected.length} expected, ${answer.length} found`];
    return expected.flatMap((item, at) => differences(item, answer[at], `${place}[${at}]`));
  }
  if (isFields(expected) && isFields(answer)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(answer)]);
    return [...names].flatMap((name) => {
      const isMissing =
        !Object.hasOwn(expected, name) && typeof answer[name] === "string" && isGivenByItsTwin(name, expected);
      if (isMissing) return [];
      const here = place === "" ? name : `${place}.${name}`;
      if (!Object.hasOwn(answer, name)) return [`${here}: unknown field`];
      return differences(expected[name], answer[name], here);
    });
  }
  const isEqual = (expected ?? undefined) === (answer ?? undefined);
  return isEqual ? [] : [`${place}: ${shown(expected)} expected, ${shown(answer)} found`];
}

/** For what a case need not tell: compared where it does. */
export function whereGiven(answer: unknown): Check {
  return (expected) => (expected === undefined || expected === null ? [] : differences(expected, answer));
}

/** A refusal: the case must hold one too, in whatever words. */
export function refused(reason: string): Check {
  return (expected) => (typeof expected === "string" ? [] : [`refused, where Go accepts: ${reason}`]);
}
