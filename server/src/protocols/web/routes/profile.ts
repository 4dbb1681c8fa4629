import { ChangeProfile, Profile, ProfileProposals } from '@nuage/contract/api'
import { changeOwnProfile, readOwnProfile } from '../../../domain/accounts/people/own-profile.ts'
import { proposalsFor } from '../../../domain/accounts/people/proposals.ts'
import { type Route, route } from '../route.ts'

export const profileRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/me/profile',
    summary: 'Where one belongs, and what one wishes for',
    answer: Profile,
    handle: ({ domain, actor }) => readOwnProfile(domain, actor),
  }),
  route({
    method: 'PATCH',
    path: '/me/profile',
    summary: 'Changes it; what is absent stays',
    body: ChangeProfile,
    answer: Profile,
    handle: ({ domain, actor, body }) => changeOwnProfile(domain, actor, body),
  }),
  route({
    method: 'GET',
    path: '/me/profile/proposals',
    summary: 'What may be chosen instead of typed',
    answer: ProfileProposals,
    async handle({ domain, actor }) {
      const { organisations, regions } = await proposalsFor(domain, actor)
      return { organisations: [...organisations], regions: [...regions] }
    },
  }),
]
