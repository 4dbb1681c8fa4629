import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { Frame } from '../frame/frame.tsx'
import { lazily } from '../frame/lazily.tsx'
import { NotHere } from '../frame/not-here.tsx'
import { Pending } from '../frame/pending.tsx'
import { start } from '../session/start.ts'
import { PLACES, VIEWER } from './places.ts'
import { hasScreen, loadScreen } from './screens.ts'
import { readFolderSearch } from './search.ts'

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/files', replace: true })
  },
})

const screen = (file: string) => lazily(async () => (await loadScreen(file)).Screen)

const place = (path: string, file: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: screen(file),
    validateSearch: (search: Record<string, unknown>) => search,
  })

/** A folder: how it is shown stands in the search part. */
const shelf = (path: string, file = 'folder/screen.tsx') =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: screen(file),
    validateSearch: readFolderSearch,
  })

const routes = root.addChildren([
  home,
  shelf('/files'),
  shelf('/files/$folder'),
  ...(hasScreen(VIEWER) ? [shelf('/files/$folder/view/$item', VIEWER)] : []),
  ...Object.entries(PLACES)
    .filter(([, file]) => hasScreen(file))
    .map(([path, file]) => place(path, file)),
])

export const router = createRouter({
  routeTree: routes,
  basepath: start().base || '/',
  defaultErrorComponent: Pending,
  // What is pointed at is fetched before it is clicked.
  defaultPreload: 'intent',
})
