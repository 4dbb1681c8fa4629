import { ofDevice } from './of-device.ts'

export const tokenRemove = ofDevice({
  name: 'token remove',
  summary: 'Cut off one device; what it keeps stays on it',
  done: 'is cut off',
  async load() {
    const { revokeAppPassword } = await import('../../../../domain/accounts/app-passwords/change.ts')
    return revokeAppPassword
  },
})
