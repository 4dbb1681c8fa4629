import type { Box } from '../../../domain/boxes/box.ts'
import { type Html, html } from '../html.ts'
import { linkPath } from '../link/address.ts'
import { boxScript } from '../look/assets.ts'
import { icon } from '../look/icons.ts'
import type { Visit } from '../visit.ts'

/** The words that the script says while files are on their way. */
function wordsOf({ say }: Visit): Record<string, string> {
  return {
    sending: say('pages.box.sending'),
    arrived: say('pages.box.arrived'),
    waiting: say('pages.box.waiting'),
    cut: say('pages.box.cut'),
    finishing: say('pages.box.finishing'),
    failed: say('pages.box.failed'),
    resume: say('pages.box.resume'),
  }
}

/**
 * A plain form, for phones of any age: a name, files or photos, one button. Where scripts run, files may be dropped on
 * it, their way is shown, and a broken line takes nothing back.
 */
export function depositForm(visit: Visit, token: string, box: Box, limits: string): Html {
  const { say } = visit
  const to = (what: string): string => linkPath(visit, token, what)
  const facts = {
    words: wordsOf(visit),
    begin: to('/deposit/begin'),
    finish: to('/deposit/finish'),
    uploads: visit.path(`/public.php/dav/uploads/${token}`),
  }
  const optional = !box.named && html` <span class="quiet">${say('pages.box.optional')}</span>`
  return html`<form class="card drop" method="post" enctype="multipart/form-data" action="${to('/deposit')}" data-box="${JSON.stringify(facts)}">
<h2>${say('pages.box.form')}</h2>
<div class="field"><label for="name">${say('pages.box.name')}${optional}</label><p class="hint" id="name-hint">${say('pages.box.name-hint')}</p><input id="name" name="name"${box.named && html` required`} maxlength="100" autocomplete="name" autocapitalize="words" spellcheck="false" aria-describedby="name-hint"></div>
<div class="field"><label for="files">${say('pages.box.files')}</label><p class="hint" id="files-hint">${limits}</p><input id="files" type="file" name="files" multiple required aria-describedby="files-hint"></div>
<ul class="going" data-going hidden></ul>
<p class="told" role="status" data-told></p>
<button class="button" type="submit">${icon('upload')}<span>${say('pages.box.submit')}</span></button>
<p class="hint below">${say('pages.box.names-kept')}</p>
</form>
<script src="${visit.path(boxScript.path)}" defer></script>`
}
