import { type Static, Type } from 'typebox'
import { named } from './shape.ts'

const Said = {
  organisation: Type.String({ maxLength: 255, description: 'Structure de rattachement, such as a school' }),
  region: Type.String({ maxLength: 120, description: 'That of the academy, until another one is said' }),
  advancedSpace: Type.Boolean({ description: 'A wish, for services beside Nuage' }),
  publications: Type.Boolean({ description: 'A wish, for services beside Nuage' }),
}

/** Where somebody belongs, and what they wish for. */
export const Profile = named('Profile', {
  ...Said,
  academy: Type.String({ description: 'Its name; empty without one' }),
})
export type Profile = Static<typeof Profile>

export const ChangeProfile = named('ChangeProfile', {
  organisation: Type.Optional(Said.organisation),
  region: Type.Optional(Said.region),
  advancedSpace: Type.Optional(Said.advancedSpace),
  publications: Type.Optional(Said.publications),
})
export type ChangeProfile = Static<typeof ChangeProfile>

export const ProfileProposals = named('ProfileProposals', {
  organisations: Type.Array(Type.String(), {
    description: 'What several people of one’s academy wrote, without saying who',
  }),
  regions: Type.Array(Type.String()),
})
export type ProfileProposals = Static<typeof ProfileProposals>
