import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { I18nProvider, RouterProvider as LinkProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { router } from './address/routes.tsx'
import { client } from './api/client.ts'
import { noteLostStyles } from './api/part.ts'
import { Overlays } from './look/overlays.tsx'
import { Toasts } from './look/toast.tsx'
import { path } from './session/session.ts'
import { language } from './words/say.ts'

const App = () => (
  <StrictMode>
    <I18nProvider locale={language() === 'en' ? 'en-GB' : 'fr-FR'}>
      <QueryClientProvider client={client}>
        <LinkProvider navigate={(to) => router.history.push(path(to))} useHref={path}>
          <RouterProvider router={router} />
          <Overlays />
          <Toasts />
        </LinkProvider>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>
)

/** Keeps the app for when there is no network; browsers have it only where the line is safe. */
function keep(): void {
  if (!('serviceWorker' in navigator)) return
  const register = () => navigator.serviceWorker.register(path('/sw.js')).catch(() => {})
  window.addEventListener('load', () => void register(), { once: true })
  if (document.readyState === 'complete') void register()
}

export const open = (element: HTMLElement): void => {
  noteLostStyles()
  createRoot(element).render(<App />)
  keep()
}
