/** The look of collection boxes and receipts. */
export const styleBox = `
.until { display: flex; gap: var(--space-2); align-items: flex-start; font-weight: 600; }
.until svg { flex: none; width: 1.25rem; height: 1.25rem; margin-block-start: .12rem; color: var(--colour-accent); }
.task { border-block-start: 1px solid var(--colour-line); padding-block-start: var(--space-4); margin-block: var(--space-4); }
.written { white-space: pre-line; }
.told { margin-block: var(--space-4); font-weight: 600; }
.told:empty { display: none; }
.drop .going { margin-block-end: var(--space-2); }
.button[hidden] { display: none; }
.drop .button:disabled { opacity: .55; cursor: default; filter: none; }
.hint.below { margin-block: var(--space-3) 0; }
.code { font-family: var(--font-code); letter-spacing: .06em; }
p.code { font-size: var(--type-title); font-weight: 650; margin: 0; overflow-wrap: normal; }
input.code { text-transform: uppercase; }
.proof { border: 2px solid var(--colour-accent); border-radius: var(--radius-dialog); background: var(--colour-accent-quiet);
  padding: var(--space-4); margin-block-end: var(--space-5); text-align: center; }
.proof h2 { font-size: var(--type-body); font-weight: 600; margin: 0 0 var(--space-1); }
.received { margin: 0 0 var(--space-3); padding-inline-start: var(--space-6); }
.received li { margin-block-end: var(--space-3); }
.received span { color: var(--colour-text-quiet); white-space: nowrap; }
.received code { display: block; font: var(--type-small)/1.45 var(--font-code); color: var(--colour-text-quiet); overflow-wrap: anywhere; }
.received code span { font-weight: 600; }
@media (max-width: 22rem) { p.code { font-size: var(--type-lead); letter-spacing: .02em; } .receipt .facts { grid-template-columns: 1fr; } .receipt .facts dd { margin-block-end: var(--space-2); } }
@media (forced-colors: active) { .proof { border-color: CanvasText; } }
@media print { .receipt .stack { display: none; } .proof { background: none; } body { font-size: 11pt; } .received li { break-inside: avoid; } }
`
