// On phones the on-screen keyboard covers the page without resizing it: the panel follows the part that is visible.

/** @param {HTMLElement} panel @returns {() => void} stops following */
export function followViewport(panel) {
  const viewport = globalThis.visualViewport;
  if (!viewport) return () => {};
  const follow = () => {
    // While somebody has zoomed in by pinching, the visible part is a detail, not the screen.
    const isZoomed = viewport.scale > 1.01;
    panel.style.setProperty("--visible-height", isZoomed ? "100dvh" : `${viewport.height}px`);
    panel.style.setProperty("--visible-top", isZoomed ? "0px" : `${viewport.offsetTop}px`);
  };
  viewport.addEventListener("resize", follow);
  viewport.addEventListener("scroll", follow);
  follow();
  return () => {
    viewport.removeEventListener("resize", follow);
    viewport.removeEventListener("scroll", follow);
  };
}
