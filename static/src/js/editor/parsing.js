// The one place where a string becomes elements. The document it makes is inert: nothing in it runs or is fetched.
// Clipboards are read in it and only text comes out; previews were made safe by the server, as saved texts are.

const policy = window.trustedTypes
  ? window.trustedTypes.createPolicy('policyspace-inert', { createHTML: (html) => html })
  : { createHTML: (html) => html }

export function inert (html) {
  return new DOMParser().parseFromString(policy.createHTML(html), 'text/html')
}
