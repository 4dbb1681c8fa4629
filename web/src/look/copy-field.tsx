import { Copy } from 'lucide-react'
import { useRef } from 'react'
import { say } from '../words/say.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { toast } from './toast.tsx'

interface CopyFieldProps {
  readonly label: string
  readonly value: string
  readonly hint?: string
}

/** Something to take elsewhere: copied by its button, or selected where the browser does not let it be copied. */
export function CopyField({ label, value, hint }: CopyFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value)
      toast({ text: say('look.copied') })
    } catch {
      input.current?.select()
    }
  }
  return (
    <Field
      {...{ label, value, hint, isReadOnly: true, inputRef: input }}
      after={
        <Button icon={Copy} onPress={() => void copy()}>
          {say('look.copy')}
        </Button>
      }
    />
  )
}
