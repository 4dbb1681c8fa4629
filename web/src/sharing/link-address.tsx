import { Button } from '../look/button.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'

/** As text, where the browser did not let it be copied. */
export const LinkAddress = ({ url, onCopy }: { readonly url: string; readonly onCopy: () => void }) => (
  <Field
    label={say('sharing.link.address')}
    hint={say('sharing.link.refused')}
    value={url}
    isReadOnly
    autoFocus
    inputRef={(input) => input?.select()}
    after={<Button onPress={onCopy}>{say('sharing.link.copy')}</Button>}
  />
)
