/** Nanoseconds in each unit that Go's time.ParseDuration knows; `µ` is there as U+00B5 and as U+03BC. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  "\u00b5s": 1_000n,
  "\u03bcs": 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const limit = 2n ** 63n;

/**
 * Go's leadingFraction: the digits after the point as a whole number and what to divide it by; digits that no longer
 * fit are ignored.
 */
function fraction(digits: string): { value: bigint; scale: number } {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    if (value > (limit - 1n) / 10n) break;
    const next = value * 10n + BigInt(digit);
    if (next > limit) break;
    value = next;
    scale *= 10;
  }
  return { value, scale };
}

/**
 * Reads `336h`, `+2h45m`, `-1.5h` or `0` as Go's time.ParseDuration does (time/format.go), fractions in floating
 * point and overflow included. Nanoseconds; undefined for everything that Go refuses.
 */
export function parseDuration(text: string): bigint | undefined {
  const [, sign, amounts = ""] = /^([+-]?)(.*)$/s.exec(text) as RegExpExecArray;
  if (amounts === "0") return 0n;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)[^.\d]+)+$/.test(amounts)) return undefined;
  let total = 0n;
  for (const [, whole = "", decimals = "", name = ""] of amounts.matchAll(/(\d*)(?:\.(\d*))?([^.\d]+)/g)) {
    const unit = Object.hasOwn(units, name) ? units[name] : undefined;
    const count = BigInt(whole);
    if (unit === undefined || count > limit / unit) return undefined;
    const { value, scale } = fraction(decimals);
    const amount = count * unit + BigInt(Math.floor(Number(value) * (Number(unit) / scale)));
    total += amount;
    if (amount > limit || total > limit) return undefined;
  }
  if (sign === "-") return -total;
  return total < limit ? total : undefined;
}

/** `36h0m0s`, `1h30m1.5s`, `-5s`, `1ns`: as Go's Duration.String writes nanoseconds (time/time.go). */
export function formatDuration(nanoseconds: bigint): string {
  const sign = nanoseconds < 0n ? "-" : "";
  const total = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (total === 0n) return "0s";
  for (const [unit, next, name] of [
    [1n, 1_000n, "ns"],
    [1_000n, 1_000_000n, "\u00b5s"],
    [1_000_000n, 1_000_000_000n, "ms"],
  ] as const) {
    if (total < next) return `${sign}${decimal(total, unit)}${name}`;
  }
  const minutes = total / 60_000_000_000n;
  const hours = minutes / 60n;
  const seconds = `${decimal(total % 60_000_000_000n, 1_000_000_000n)}s`;
  if (minutes === 0n) return `${sign}${seconds}`;
  return `${sign}${hours === 0n ? "" : `${String(hours)}h`}${String(minutes % 60n)}m${seconds}`;
}

/** `amount / unit` without trailing zeros; `unit` is a power of ten. */
function decimal(amount: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const rest = String(amount % unit)
    .padStart(digits, "0")
    .replace(/0+$/, "");
  return rest === "" ? String(amount / unit) : `${String(amount / unit)}.${rest}`;
}
