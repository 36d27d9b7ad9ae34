// Shows what `data-shown-by` holds only while the checkbox of that id is ticked. Without scripts it is always there.

for (const part of document.querySelectorAll("[data-shown-by]")) {
  const box = document.getElementById(part.dataset.shownBy);
  const follow = () => {
    part.hidden = !box.checked;
    for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !box.checked;
  };
  box.addEventListener("change", follow);
  // The browser's "back" may bring the box as it was left.
  addEventListener("pageshow", follow);
  follow();
}
