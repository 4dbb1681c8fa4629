import { expect, test } from 'vitest'
import { faults } from '../browser.ts'
import { withApp } from './pages/with-app.ts'

withApp('one’s account', (app) => {
  test('theme, density and font are seen at once, and the next time; the font is fetched by who wants it', async () => {
    const page = await app.open('/account/look')
    const fonts: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('.woff2')) fonts.push(request.url())
    })
    const root = page.locator('html')
    await page.getByRole('button', { name: /Thème/ }).click()
    await page.getByRole('option', { name: 'Sombre' }).click()
    await page.locator('html[data-theme=dark]').waitFor()
    expect(fonts).toEqual([])
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/me/preferences'))
    await page.getByText('Police pour la dyslexie').click()
    await kept
    await page.reload()
    await page.getByRole('switch', { name: /Police/, checked: true }).waitFor()
    expect(await root.getAttribute('data-theme')).toBe('dark')
    expect(await root.getAttribute('data-font')).toBe('dyslexia')
    await expect.poll(() => fonts.length).toBeGreaterThan(0)
    await app.prefer(app.people.teacher.id, { theme: 'system', font: 'usual' })
  })

  test('the language is chosen, and everything is said in it', async () => {
    const page = await app.open('/account/look')
    await page.getByRole('button', { name: /Langue/ }).click()
    await page.getByRole('option', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'Appearance and language' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await app.prefer(app.people.teacher.id, { language: 'fr' })
  })

  test('a device is given another name, and shut out', async () => {
    const page = await app.open('/account/devices', { person: app.people.colleague.id })
    await page.getByRole('button', { name: 'Actions pour test' }).click()
    await page.getByRole('menuitem', { name: 'Renommer' }).click()
    await page.getByRole('textbox', { name: 'Nom de l’appareil' }).fill('Salle 12')
    expect(await faults(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Renommer' }).click()
    await page.getByRole('button', { name: 'Actions pour Salle 12' }).click()
    await page.getByRole('menu').waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Retirer' }).click()
    await page.getByRole('alertdialog', { name: /^Retirer/ }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer' }).click()
    await page.getByText('Aucun appareil n’est connecté').waitFor()
    expect(await faults(page)).toEqual([])
    expect(
      (await app.people.colleague.client.send({ method: 'PROPFIND', path: '/remote.php/dav/' })).status,
    ).toBe(401)
  })

  test('a phone is connected by a code that is good once', async () => {
    const page = await app.open('/account/devices')
    await page.getByRole('button', { name: 'Connecter un téléphone' }).click()
    await page.getByRole('img', { name: 'Code QR de connexion' }).waitFor()
    const link = await page.getByRole('link', { name: /Ouvrir l’application/ }).getAttribute('href')
    expect(link).toMatch(/^nc:\/\/onetime-login\/user:claire\.martin&password:/)
    expect(await faults(page)).toEqual([])
  })
  test('the password is changed in the app, and what is wrong is said beside its field', async () => {
    const { colleague } = app.people
    const page = await app.open('/account/security', { person: colleague.id })
    const other = await app.open('/files', { person: colleague.id })
    await page.getByRole('button', { name: 'Changer mon mot de passe' }).click()
    const dialog = page.getByRole('dialog', { name: 'Changer mon mot de passe' })
    const current = dialog.getByLabel('Mot de passe actuel')
    const fresh = dialog.getByLabel('Nouveau mot de passe', { exact: true })
    const again = dialog.getByLabel('Nouveau mot de passe, encore une fois')
    const send = dialog.getByRole('button', { name: 'Changer' })
    await current.fill('pas celui-ci')
    await fresh.fill('court')
    await again.fill('autre')
    await send.click()
    await dialog.getByText('Les deux mots de passe ne sont pas les mêmes').waitFor()
    await again.fill('court')
    await send.click()
    await dialog.getByText('Le mot de passe actuel n’est pas le bon. Rien n’a été changé.').waitFor()
    expect(await faults(page)).toEqual([])
    await current.fill(colleague.account.password)
    await send.click()
    await dialog.getByText('Le mot de passe doit avoir au moins').waitFor()
    await fresh.fill('trois hérons sur la digue')
    await again.fill('trois hérons sur la digue')
    await send.click()
    await page.getByText('Mot de passe changé. Vos autres navigateurs sont déconnectés.').waitFor()
    await dialog.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Sécurité' }).waitFor()
    await other.goto(`${app.school.url}/files`)
    await other.locator('#password').waitFor()
  })
})
