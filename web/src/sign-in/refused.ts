/** Why an identity provider's answer did not open, by the code in the address. */
export const REFUSED: Record<string, string> & { other: string } = {
  'access-not-proven':
    'The identity provider knows you, but no account here is linked to you. Ask your administrator for an invitation, or sign in another way and link the provider on your account page',
  'access-denied': 'Your account has no grant in force. Ask the administrator of your organization',
  'access-invitation': 'The invitation was used already, or is too old. Ask whoever sent it for another',
  'access-too-many-tries': 'Too many tries failed. Wait ten minutes, then try again',
  other: 'The identity provider’s answer did not fit. Start again from here',
}
