/** The look of the pages; colours and measures come from the design tokens. */
export const style = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
  font: 400 var(--type-body)/1.5 var(--font-text); color: var(--colour-text);
  background: linear-gradient(var(--colour-accent-quiet), var(--colour-surface-quiet) 22rem) var(--colour-surface-quiet) no-repeat;
  position: relative; isolation: isolate; overflow-x: hidden; overflow-wrap: anywhere;
}
.sky { position: absolute; inset: 0; overflow: hidden; z-index: -1; pointer-events: none; }
.sky svg { position: absolute; fill: var(--colour-surface-raised); opacity: .6; }
.sky .far { width: 15rem; top: 1rem; right: calc(50% + 13rem); }
.sky .near { width: 26rem; top: 4rem; left: calc(50% + 9rem); }

.skip { position: absolute; left: var(--space-4); top: -6rem; background: var(--colour-surface); color: var(--colour-accent);
  padding: var(--space-3) var(--space-4); border-radius: var(--radius-control); z-index: 2; }
.skip:focus { top: var(--space-2); }

.top, main, .foot { width: 100%; max-width: 32rem; margin-inline: auto; padding-inline: var(--space-4); }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--space-2);
  padding-block: var(--space-6) var(--space-4); }
.brand { display: inline-flex; align-items: center; gap: var(--space-2); min-height: 44px; padding-inline-end: var(--space-2);
  font-size: var(--type-title); font-weight: 650; color: var(--colour-text); text-decoration: none; letter-spacing: -.01em; }
.brand svg { width: 2.25rem; height: 2.25rem; fill: var(--colour-accent); }
main { flex: 1 0 auto; padding-block: 0 var(--space-8); }
.card { background: var(--colour-surface-raised); border: 1px solid var(--colour-line); border-radius: var(--radius-dialog);
  padding: var(--space-8); margin-block-end: var(--space-4); }
.foot { display: flex; justify-content: center; padding-block-end: var(--space-6); }

h1 { font-size: var(--type-display); line-height: 1.2; letter-spacing: -.015em; margin: 0 0 var(--space-3); font-weight: 680; text-wrap: balance; }
h2 { font-size: var(--type-lead); line-height: 1.3; margin: 0 0 var(--space-2); font-weight: 650; }
p { margin: 0 0 var(--space-4); text-wrap: pretty; }
.lead { font-size: var(--type-lead); margin-block-end: var(--space-6); }
.quiet { color: var(--colour-text-quiet); }
h1 + .notice, h1 + .thing { margin-block-start: var(--space-5); }
h1 + h2 { margin-block-start: var(--space-5); } .button + h2 { margin-block-start: var(--space-6); }
.card > :last-child, form > :last-child, .notice > :last-child { margin-block-end: 0; }

a { color: var(--colour-accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
.link { display: inline-flex; align-items: center; min-height: 44px; margin-block-start: var(--space-2); margin-inline-end: var(--space-5); }
.card > .link:last-child { margin-block-end: calc(-1 * var(--space-3)); }
.plain { display: inline-flex; align-items: center; min-height: 44px; padding: 0 var(--space-2); }
:focus-visible { outline: 2px solid var(--colour-focus); outline-offset: 2px; border-radius: 4px; }

form { margin: 0; }
.field { margin-block-end: var(--space-5); }
label { display: block; font-weight: 600; margin-block-end: var(--space-1); }
.hint { color: var(--colour-text-quiet); margin: 0 0 var(--space-2); }
input, textarea, select { width: 100%; min-height: 48px; padding: var(--space-2) var(--space-3); font: inherit; font-size: var(--type-lead);
  color: var(--colour-text); background: var(--colour-surface); border: 1px solid var(--colour-line-strong); border-radius: var(--radius-control); }
input:focus-visible, textarea:focus-visible, select:focus-visible { outline-offset: 0; border-color: var(--colour-focus); border-radius: var(--radius-control); }
.choice { display: flex; align-items: center; gap: var(--space-3); min-height: 44px; font-weight: 400; margin: 0; cursor: pointer; }
.choice input { flex: none; width: 1.375rem; height: 1.375rem; min-height: 0; margin: 0; padding: 0; accent-color: var(--colour-accent); }
.choice + .hint { margin-inline-start: calc(1.375rem + var(--space-3)); }
.with-button { display: flex; flex-wrap: wrap; gap: var(--space-2); }
textarea { resize: none; line-height: 1.4; field-sizing: content; }
.with-button > input, .with-button > textarea { flex: 1 1 10rem; width: auto; min-width: 0; }
.secret { font-family: var(--font-code); font-size: var(--type-body); }

.button { display: flex; align-items: center; justify-content: center; gap: var(--space-2); width: 100%; min-height: 48px;
  padding: var(--space-2) var(--space-5); font: inherit; font-size: var(--type-lead); font-weight: 650; line-height: 1.25; text-align: center; text-decoration: none;
  color: var(--colour-on-accent); background: var(--colour-accent); border: 1px solid transparent; border-radius: var(--radius-control); cursor: pointer;
  transition: filter var(--motion-fast) var(--motion-ease); }
.button:hover { filter: brightness(1.08); }
.button:focus-visible { border-radius: var(--radius-control); }
.button.second { color: var(--colour-accent); background: transparent; border-color: var(--colour-line-strong); }
.button.loss { color: var(--colour-on-loss); background: var(--colour-loss); }
.button.small { width: auto; min-height: 44px; font-size: var(--type-body); padding-inline: var(--space-4); flex: none; }
.button.bare { width: auto; min-height: 44px; color: var(--colour-accent); background: none; border: 0; font-size: var(--type-body); font-weight: 500;
  padding-inline: var(--space-2); text-decoration: underline; text-underline-offset: .18em; text-decoration-thickness: 1px; }
.field > .button.bare { margin-block-end: calc(-1 * var(--space-2)); padding-inline: 0; justify-content: flex-start; }
.stack { display: grid; gap: var(--space-3); }
.aside { margin-block-start: var(--space-4); text-align: center; }
form.aside { display: grid; justify-content: center; margin-block-end: calc(-1 * var(--space-3)); }

.notice { display: flex; gap: var(--space-3); border-radius: var(--radius-control); padding: var(--space-3) var(--space-4); margin: 0 0 var(--space-6);
  border: 1px solid transparent; }
.notice svg { flex: none; width: 1.5rem; height: 1.5rem; margin-block-start: .05rem; }
.notice strong { display: block; }
.notice p { margin: 0; }
.notice.attention { background: var(--colour-attention-quiet); color: var(--colour-text); border-color: var(--colour-attention); }
.notice.loss { background: var(--colour-loss-quiet); color: var(--colour-text); border-color: var(--colour-loss); }
.notice.good { background: var(--colour-accent-quiet); color: var(--colour-text); border-color: var(--colour-accent); }
.notice.attention svg { color: var(--colour-attention); } .notice.loss svg { color: var(--colour-loss); } .notice.good svg { color: var(--colour-accent); }
.icon { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }

.thing { display: flex; align-items: center; gap: var(--space-3); padding: var(--space-4); margin: 0 0 var(--space-6);
  background: var(--colour-surface-quiet); border: 1px solid var(--colour-line); border-radius: var(--radius-control); }
.thing svg, .thing img { flex: none; width: 1.75rem; height: 1.75rem; color: var(--colour-accent); }
.thing div { min-width: 0; } .thing strong { font-size: var(--type-lead); display: block; line-height: 1.3; } .thing span { color: var(--colour-text-quiet); }
.thing + .thing { margin-block-start: calc(-1 * var(--space-3)); }
.mark { width: 3.5rem; height: 3.5rem; padding: .85rem; border-radius: 50%; background: var(--colour-accent-quiet); color: var(--colour-accent); margin-block-end: var(--space-4); display: block; }
.mark.attention { background: var(--colour-attention-quiet); color: var(--colour-attention); }

details { margin-block-start: var(--space-4); }
summary { min-height: 44px; display: flex; align-items: center; justify-content: center; gap: var(--space-2); cursor: pointer; color: var(--colour-accent); text-decoration: underline; text-underline-offset: .18em; text-decoration-thickness: 1px; list-style: none; }
summary::-webkit-details-marker { display: none; }
details[open] { border-block-start: 1px solid var(--colour-line); padding-block-start: var(--space-2); }
details[open] > summary { margin-block-end: var(--space-4); }

.steps, .points { margin: 0 0 var(--space-5); padding-inline-start: var(--space-6); }
.steps li, .points li { margin-block-end: var(--space-2); }
.facts { display: grid; grid-template-columns: auto 1fr; gap: var(--space-1) var(--space-4); margin: 0 0 var(--space-5); }
.facts dt { color: var(--colour-text-quiet); } .facts dd { margin: 0; }
.qr { display: block; width: 100%; max-width: 18rem; height: auto; margin: 0 auto var(--space-4); border-radius: var(--radius-control); }

.rows { list-style: none; padding: 0; margin: 0 0 var(--space-4); }
.rows li { display: flex; align-items: center; gap: var(--space-3); padding-block: var(--space-3); border-block-start: 1px solid var(--colour-line); }
.rows li:last-child { border-block-end: 1px solid var(--colour-line); }
.rows img { flex: none; } .rows .plain { padding-inline: 0; margin-inline: 0; }
.rows svg { flex: none; width: 1.5rem; height: 1.5rem; color: var(--colour-text-quiet); }
.rows div { flex: 1 1 9rem; min-width: 0; } .rows strong { display: block; font-weight: 600; } .rows span { color: var(--colour-text-quiet); font-size: var(--type-small); display: block; }
meter { display: block; width: 100%; height: .75rem; margin-block: var(--space-1) var(--space-2); appearance: none; border: 0; border-radius: 99px; overflow: hidden; background: var(--colour-accent-quiet); }
meter::-webkit-meter-bar { background: var(--colour-accent-quiet); border: 0; border-radius: 99px; height: .75rem; }
meter::-webkit-meter-optimum-value { background: var(--colour-accent); border-radius: 99px; }
meter::-webkit-meter-suboptimum-value, meter::-webkit-meter-even-less-good-value { background: var(--colour-attention); border-radius: 99px; }
meter::-moz-meter-bar { background: var(--colour-accent); border-radius: 99px; }
.figure { font-variant-numeric: tabular-nums; margin-block-end: 0; }
.who { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; }

.codes { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: var(--space-2); padding: 0; margin: 0 0 var(--space-6); }
.codes code { display: block; font-family: var(--font-code); font-size: var(--type-lead); padding: var(--space-2) var(--space-3); border: 1px solid var(--colour-line); border-radius: var(--radius-control); background: var(--colour-surface-quiet); color: var(--colour-text); }
.steps .qr { margin-block: var(--space-4); } p.secret { padding: var(--space-3); background: var(--colour-surface-quiet); border: 1px solid var(--colour-line); border-radius: var(--radius-control); }
form.passkey { margin-block-start: var(--space-4); } .failed { color: var(--colour-loss); font-weight: 600; } .failed:empty { margin: 0; }
.rows form { flex: none; }

@media (max-width: 30rem) {
  .card { padding: var(--space-6) var(--space-5); }
  .top { padding-block-start: var(--space-4); }
  .rows li { flex-wrap: wrap; }
  .rows .button { margin-inline-start: 2.25rem; }
}
@media (max-width: 22rem) { .card { padding-inline: var(--space-4); } input[list] { font-size: 1rem; padding-inline-end: var(--space-1); } }
@media (prefers-contrast: more) { .card, .thing { border-color: var(--colour-line-strong); } .sky { display: none; } }
@media (forced-colors: active) {
  .sky { display: none; }
  .brand svg { fill: CanvasText; }
  .button { border-color: ButtonText; } .mark, .notice { border: 1px solid CanvasText; }
  meter { border: 1px solid CanvasText; forced-color-adjust: none; }
}
@media print { .sky, .foot, .top form, .skip { display: none; } .card { border: 0; padding: 0; } body { background: none; } }
`
