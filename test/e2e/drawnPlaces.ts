// Runs in the workbench's page: where an element draws a text.

/** The little of the browser's own interfaces that is needed; the project is compiled without them. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
interface DrawnNode {
  readonly textContent: string | null;
}
interface DrawnElement extends DrawnNode {
  getBoundingClientRect(): Box;
}
declare const document: {
  createTreeWalker(root: DrawnNode, show: number): { nextNode(): DrawnNode | null };
  createRange(): {
    setStart(node: DrawnNode, offset: number): void;
    setEnd(node: DrawnNode, offset: number): void;
    getClientRects(): Iterable<Box>;
  };
};

/** The middles of all places where `element` draws `text`, in pixels from its upper left corner: several where the text is broken into lines. */
export function drawnPlaces(element: DrawnElement, text: string): { x: number; y: number }[] {
  const corner = element.getBoundingClientRect();
  const showText = 4;
  const places: { x: number; y: number }[] = [];
  const nodes = document.createTreeWalker(element, showText);
  for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
    const found = node.textContent ?? "";
    for (let at = found.indexOf(text); at !== -1; at = found.indexOf(text, at + 1)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      for (const { left, top, width, height } of range.getClientRects()) {
        places.push({ x: left - corner.left + width / 2, y: top - corner.top + height / 2 });
      }
    }
  }
  return places;
}
