// A part of the report of flowproof. It fetches nothing; without it every page and link works.
"use strict";

const form = document.getElementById("filter");
const asked = new URLSearchParams(location.search);

// An address of the report when it was one page: index.html#label leads to that entry.
function followOldAddress() {
  const label = decodeURIComponent(location.hash.slice(1));
  if (document.getElementById("how-to-read") && label && !document.getElementById(label)) {
    location.replace(`entries.html?entry=${encodeURIComponent(label)}`);
  }
}

function goToEntry(label) {
  const links = [...document.querySelectorAll("tbody th a")];
  const link = links.find((each) => each.hash === `#${label}`);
  if (link) location.replace(link.href);
}

// Show the rows that have every word asked for and fit each choice.
function filter() {
  const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const choices = ["paper", "outcome", "strength"].filter((name) => form.elements[name].value);
  let shown = 0;
  for (const table of document.querySelectorAll("table")) {
    let any = false;
    for (const row of table.tBodies[0].rows) {
      row.hidden =
        !words.every((word) => row.dataset.text.includes(word)) ||
        !choices.every((name) => row.dataset[name] === form.elements[name].value);
      any ||= !row.hidden;
      shown += !row.hidden;
    }
    table.hidden = !any;
  }
  form.querySelector("output").value = `${shown} ${shown === 1 ? "entry" : "entries"}`;
  document.getElementById("nothing").hidden = shown > 0;
}

if (form) {
  if (asked.has("entry")) goToEntry(asked.get("entry"));
  for (const name of ["q", "paper", "outcome", "strength"]) {
    if (asked.has(name)) form.elements[name].value = asked.get(name);
  }
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}

const folds = document.getElementsByTagName("details");
const unfold = document.getElementById("unfold");
if (unfold) {
  unfold.hidden = false;
  unfold.addEventListener("click", () => {
    const open = [...folds].some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
    unfold.textContent = open ? "Close all folds" : "Open all folds";
  });
}

// A drawing that is wider than the screen is seen from its middle, where its top is.
function seeMiddle() {
  for (const each of document.querySelectorAll(".graph")) each.scrollLeft = (each.scrollWidth - each.clientWidth) / 2;
}
seeMiddle();
document.addEventListener("toggle", seeMiddle, true);

// What is folded is printed too.
const folded = [];
addEventListener("beforeprint", () => {
  for (const fold of folds) if (!fold.open) folded.push(fold);
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of folded.splice(0)) fold.open = false;
});

followOldAddress();
addEventListener("hashchange", followOldAddress);
