/**
 * Of one moment or one process: worth nothing, or worse than nothing, in a restored instance. Previews and
 * what is searched are made again.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['session', 'login_flow', 'attempt', 'push_ticket', 'phone_ticket', 'ticket'],
  ...['preview', 'preview_failure', 'search_entry', 'search_progress', 'structure'],
  ...['known_browser', 'spent_challenge'],
])
