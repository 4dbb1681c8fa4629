/** Of one moment or one process: worth nothing, or worse than nothing, in a restored instance. */
export const LEFT_OUT: ReadonlySet<string> = new Set(['session', 'login_flow', 'attempt', 'push_ticket'])
