/** How a console writes the IDs of projects and API keys. */
export const uuidShape = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuidShape.test(text);
}
