/** What pages for people without an account need besides: lists, things to look at, files on their way. */
export const styleOutside = `
.wide .top, .wide main { max-width: 46rem; }
.wide .card { padding: var(--space-6); }
p.brand { margin: 0; }
.foot { flex-wrap: wrap; column-gap: var(--space-4); }

.by { color: var(--colour-text-quiet); margin-block-end: var(--space-1); }
.may { margin-block-end: var(--space-5); }
.said { display: flex; gap: var(--space-3); border-inline-start: 3px solid var(--colour-accent); padding-inline-start: var(--space-4); margin-block-end: var(--space-5); }
.said strong { display: block; font-weight: 600; font-size: var(--type-small); color: var(--colour-text-quiet); }
.said p { margin: 0; font-size: var(--type-lead); white-space: pre-line; }
.button svg.icon { width: 1.375rem; height: 1.375rem; flex: none; }

.trail { margin-block: calc(-1 * var(--space-3)) var(--space-1); }
.trail ol { list-style: none; display: flex; margin: 0; padding: 0; min-width: 0; }
.trail li { display: flex; align-items: center; min-width: 0; flex: 0 1 auto; }
.trail li:nth-last-child(n+2) { flex-shrink: 2; }
.trail li::after { content: "›"; padding-inline: var(--space-2); color: var(--colour-text-quiet); }
.trail a { display: block; line-height: 44px; min-width: 1.5rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

.wide .list { padding-block: var(--space-2); }
.list .rows { margin: 0; }
.list .rows li { flex-wrap: nowrap; padding-block: 0; min-height: 60px; position: relative; }
.list .rows li:first-child { border-block-start: 0; }
.list .rows li:last-child { border-block-end: 0; }
.list .rows img { width: 2rem; height: 2rem; object-fit: cover; border-radius: 4px; }
.list .rows div { padding-block: var(--space-2); }
.list .rows div > a { display: block; font-weight: 600; color: var(--colour-text); text-decoration: none; }
.list .rows div > a::before { content: ""; position: absolute; inset: 0; }
.list .rows li:hover div > a { text-decoration: underline; }
.list .rows span { font-variant-numeric: tabular-nums; }
.get { position: relative; display: grid; place-items: center; width: 44px; height: 44px; flex: none; margin-inline-end: -10px; border-radius: var(--radius-control); color: var(--colour-accent); }
.get:hover { background: var(--colour-accent-quiet); }
.list .rows .get svg { width: 1.375rem; height: 1.375rem; color: inherit; }

.pages { display: flex; align-items: center; justify-content: center; gap: var(--space-3); white-space: nowrap; padding-block: var(--space-3); font-variant-numeric: tabular-nums; }
main > .pages { margin-block: var(--space-2) var(--space-4); }

.sight { margin: 0 0 var(--space-4); text-align: center; }
.sight img, .sight video { display: block; max-width: 100%; height: auto; margin: 0 auto var(--space-4); border-radius: var(--radius-control); background: var(--colour-surface); box-shadow: 0 0 0 1px var(--colour-line); }
.sight img.drawn { width: 100%; }
.sight > a > img, .sight > video { max-height: 85vh; width: auto; }
.sight audio { width: 100%; }
.text { margin: 0; font: 400 var(--type-body)/1.55 var(--font-code); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
.prose h2 { margin-block: var(--space-5) var(--space-1); }
.tall { min-height: 8rem; }
.facts-line { margin-block: calc(-1 * var(--space-2)) var(--space-4); font-variant-numeric: tabular-nums; }
.facts-line:last-child { margin-block-end: 0; }
.more summary { justify-content: flex-start; }

input[type=file] { padding: var(--space-3); min-height: 56px; font-size: var(--type-body); cursor: pointer; border-style: dashed; border-width: 2px; }
input[type=file]::file-selector-button { font: inherit; font-weight: 600; margin-inline-end: var(--space-3); padding: var(--space-2) var(--space-3); color: var(--colour-accent); background: var(--colour-accent-quiet); border: 0; border-radius: 6px; cursor: pointer; }
.drop.over input[type=file] { border-color: var(--colour-accent); background: var(--colour-accent-quiet); }
.going { list-style: none; margin: 0; padding: 0; }
.going li { display: grid; grid-template-columns: 1fr auto; gap: var(--space-1) var(--space-3); padding-block: var(--space-3) 0; }
.going strong { font-weight: 600; min-width: 0; }
.going span { color: var(--colour-text-quiet); font-variant-numeric: tabular-nums; }
.going .bad span { color: var(--colour-loss); grid-column: 1 / -1; }
.going progress { grid-column: 1 / -1; width: 100%; height: .5rem; appearance: none; border: 0; border-radius: 99px; overflow: hidden; background: var(--colour-accent-quiet); }
.going progress::-webkit-progress-bar { background: var(--colour-accent-quiet); }
.going progress::-webkit-progress-value { background: var(--colour-accent); transition: inline-size var(--motion-slow) var(--motion-ease); }
.going progress::-moz-progress-bar { background: var(--colour-accent); }

@media (max-width: 30rem) {
  .wide .card { padding: var(--space-5) var(--space-4); }
  .wide .list { padding-block: 0; }
  .list .rows .get { margin-inline-start: 0; }
  .pages .button { padding-inline: var(--space-3); }
}
@media (pointer: coarse) { .drop [data-hint] { display: none; } }
@media print { .button, .drop, .pages, .get, .trail, .more { display: none; } }
`
