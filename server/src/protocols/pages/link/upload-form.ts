import { type Html, html } from '../html.ts'
import { dropScript } from '../look/assets.ts'
import { icon } from '../look/icons.ts'
import type { Visit } from '../visit.ts'
import { linkPath, pathText } from './address.ts'
import type { ShownLink } from './head.ts'

/** Works as a plain form; where scripts run, files may be dropped on it and their way is shown. */
export function uploadForm(visit: Visit, link: ShownLink, path: readonly string[]): Html {
  const { say } = visit
  const words = {
    going: say('pages.link.upload.going'),
    arrived: say('pages.link.upload.arrived'),
    failed: say('pages.link.upload.failed'),
    cut: say('pages.link.upload.cut'),
  }
  return html`<section class="card" aria-labelledby="add"><h2 id="add">${say('pages.link.upload.title')}</h2>
<form class="drop" method="post" enctype="multipart/form-data" action="${linkPath(visit, link.token, '/upload', { path: pathText(path) })}" data-drop="${JSON.stringify(words)}">
<div class="field"><p class="hint" id="files-hint">${say('pages.link.upload.hint')}</p><p class="hint" data-hint hidden>${say('pages.link.upload.drop')}</p><input id="files" type="file" name="files" multiple required aria-labelledby="add" aria-describedby="files-hint"></div>
<button class="button" type="submit">${icon('upload')}<span>${say('pages.link.upload.submit')}</span></button>
<ul class="going" aria-live="polite"></ul>
</form>
<script src="${visit.path(dropScript.path)}" defer></script></section>`
}

/** A new state of one file, where it may be changed; what it was stays among its previous versions. */
export const replaceForm = (visit: Visit, link: ShownLink, path: readonly string[]): Html =>
  html`<details class="more"><summary>${visit.say('pages.link.upload.replace')}</summary>
<form method="post" enctype="multipart/form-data" action="${linkPath(visit, link.token, '/upload', { path: pathText(path), replace: '1' })}">
<div class="field"><label for="files">${visit.say('pages.link.upload.replace-choose')}</label><p class="hint" id="files-hint">${visit.say('pages.link.upload.replace-hint')}</p><input id="files" type="file" name="files" required aria-describedby="files-hint"></div>
<button class="button second" type="submit">${visit.say('pages.link.upload.replace-submit')}</button></form></details>`
