/** The look of an academy’s name on our pages, and of the portal. */
export const stylePortal = `
.academy { display: flex; align-items: center; gap: var(--space-2); margin: 0; min-width: 0; color: var(--colour-text-quiet); font-weight: 600; line-height: 1.25; }
.plate { flex: none; display: inline-flex; align-items: center; justify-content: center; background: #fff; border-radius: var(--radius-control); padding: 2px; }
.academy img { display: block; height: 2rem; width: auto; max-width: 7rem; object-fit: contain; }
.named { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-4); min-width: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.portal > .lead { margin-block-end: var(--space-5); }
.portal h2 { margin-block: var(--space-6) var(--space-3); }
.tiles { list-style: none; padding: 0; margin: 0; display: grid; gap: var(--space-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
.tile { display: grid; grid-template-columns: auto 1fr auto; align-items: start; gap: var(--space-3) var(--space-4); grid-template-rows: 1fr auto;
  background: var(--colour-surface-raised); border: 1px solid var(--colour-line); border-radius: var(--radius-dialog); padding: var(--space-5); }
.tile > div { grid-column: 2; min-width: 0; }
.tile h3 { font-size: var(--type-lead); line-height: 1.3; font-weight: 650; margin: 0 0 var(--space-1); }
.tile p { margin: 0; color: var(--colour-text-quiet); }
.tile form { grid-column: 3; grid-row: 1; margin: calc(-1 * var(--space-3)) calc(-1 * var(--space-3)) 0 0; }
.tile .button { grid-column: 1 / -1; }
.badge { width: 3rem; height: 3rem; display: inline-flex; align-items: center; justify-content: center; border-radius: var(--radius-control);
  background: var(--colour-accent-quiet); color: var(--colour-accent); font-size: var(--type-title); font-weight: 650; }
.badge.plate { border: 1px solid var(--colour-line); background: #fff; padding: 3px; }
.badge img { width: 100%; height: 100%; object-fit: contain; }
.badge svg { width: 2rem; height: 2rem; fill: currentColor; }
.star { width: 44px; height: 44px; display: grid; place-items: center; padding: 0; border: 0; border-radius: var(--radius-control); background: none; color: var(--colour-text-quiet); cursor: pointer; }
.star:hover, .star .full { color: var(--colour-accent); }
.star svg { width: 1.375rem; height: 1.375rem; } .star .full { fill: currentColor; }
@media (max-width: 30rem) { .named { display: contents; } .academy { order: 1; flex: 1 0 100%; margin-block-start: calc(-1 * var(--space-2)); } }
@media (forced-colors: active) { .badge { border: 1px solid CanvasText; } .plate { forced-color-adjust: none; } }
@media print { .star, .tile .button { display: none; } }
`
