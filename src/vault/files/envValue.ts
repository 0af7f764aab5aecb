/**
 * A value as a line of a .env file has it. What is neither letter, digit nor plain sign is quoted: in single quotes, which every reader of
 * such files takes as they are, shells too, or, for a value that holds one, in double quotes with the escapes of a shell.
 */
export function envValue(value: string): string {
  if (/^[\w@%+:,./=-]+$/.test(value)) return value;
  if (!/['\r\n]/.test(value)) return `'${value}'`;
  const escaped = value.replace(/["\\$`]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  return `"${escaped}"`;
}
