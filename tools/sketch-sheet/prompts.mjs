const wide = (prompt) => ({ prompt, width: 1536, height: 1024 });
const square = (prompt) => ({ prompt, width: 1024, height: 1024 });
const tall = (prompt) => ({ prompt, width: 1024, height: 1536 });

/** Thirty prompts that between them touch every layer, subject and shape. */
export const PROMPTS = [
  wide('a lighthouse at dusk'),
  wide('a lighthouse in a snowy forest at night'),
  wide('a boat on a lake in autumn fog'),
  wide('red balloons over a desert at dawn'),
  wide('mountains at sunset'),
  tall('misty pine forest'),
  wide('city skyline at night'),
  wide('stormy sea'),
  square('a planet with rings'),
  wide('northern lights over a cabin in winter'),
  square('colourful hot air balloons'),
  wide('a field of flowers in spring'),
  tall('a vase of flowers'),
  square('spheres'),
  wide('great waves'),
  square('a cat under the moon'),
  wide('birds over the sea at dawn'),
  wide('underwater with fish'),
  tall('botanical leaves'),
  square('abstract silk'),
  square('paper layers'),
  wide('topographic lines in green'),
  tall('bauhaus geometry'),
  wide('ein Leuchtturm am Meer im Sturm'),
  wide('a windmill on a hill in summer'),
  wide('a castle in the mountains, foggy morning'),
  square('a palm tree on a beach at sunset'),
  wide('minimal mountains in pink'),
  wide('rainy city lights'),
  wide('synthwave mountains'),
];
