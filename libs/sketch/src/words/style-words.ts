/** How the picture is made. */
export const STYLE_WORDS = {
  minimal: 'minimalist minimalistic simple clean calm quiet zen sparse minimalistisch schlicht einfach ruhig',
  geometric: 'cubist cubism low-poly polygon angular geometrisch kubistisch polygonal',
  pastel: 'soft gentle dreamy delicate kawaii pastell sanft zart vertraumt',
  vivid: 'vibrant bright bold colorful colourful saturated pop lebendig bunt kraftig farbenfroh leuchtend',
  muted: 'faded desaturated subtle gedampft blass',
  vintage: 'retro sepia nostalgic antique poster seventies nostalgisch',
  monochrome: 'black-and-white grayscale greyscale noir schwarz-weiss einfarbig',
  neon: 'synthwave cyberpunk vaporwave electric futuristic futuristisch',
  dark: 'moody gloomy dramatic mysterious dunkel duster dramatisch geheimnisvoll',
  warm: 'cozy cosy cosiness gemutlich',
  cool: 'cold chilly kalt kuhl',
  abstract: 'pattern texture wallpaper background surreal abstrakt muster hintergrund',
} as const;

export type Style = keyof typeof STYLE_WORDS;
