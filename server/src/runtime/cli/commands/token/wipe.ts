import { ofDevice } from './of-device.ts'

export const tokenWipe = ofDevice({
  name: 'token wipe',
  summary: 'Cut off a lost device and have it erase its copies; files on the server stay',
  done: 'is cut off, and erases its copies when it next asks',
  async load() {
    const { markForWipe } = await import('../../../../domain/accounts/app-passwords/wipe.ts')
    return (domain, actor, { person, id }) => markForWipe(domain, actor, person, id)
  },
})
