import { useEffect, useState } from 'react'

/** Without a letter, before the server is asked. */
const PAUSE_MS = 150

/** A value as it was when nobody had changed it for a moment. */
export function useSettled<Value>(value: Value, milliseconds = PAUSE_MS): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
