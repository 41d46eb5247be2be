/** What can be seen, and the words for it in English and German. Phrases of several words are joined by a hyphen. */
export const SUBJECT_WORDS = {
  // Places: they become backdrop, water and ground.
  sea: 'ocean beach coast coastline shore seaside bay waterfront harbour harbor port island cliff horizon meer ozean kuste strand bucht hafen insel klippe',
  waves: 'wave surf tide tsunami swell welle brandung flut',
  lake: 'pond river reservoir fjord lagoon stream canal am-see bergsee waldsee seeufer teich fluss ufer',
  mountains: 'mountain mountainous peak summit alps alpine range ridge volcano himalaya everest cliffside berg gebirge gipfel alpen vulkan',
  hills: 'hill valley countryside landscape field farmland farm vineyard hugel tal landschaft feld weinberg',
  desert: 'dune sahara sand oasis canyon sanddune wuste sandig',
  forest: 'wood woods woodland pine pinewood fir spruce jungle grove taiga wald walder kiefer tanne fichte dschungel',
  city: 'skyline town metropolis downtown skyscraper building street urban manhattan tokyo berlin york london paris stadt grossstadt hochhaus wolkenkratzer strasse',
  meadow: 'grass grassland garden park prairie pasture lawn wildflower wiese garten rasen blumenwiese weide',
  // Things that stand, swim, fly or shine there.
  lighthouse: 'beacon leuchtturm leuchtfeuer',
  house: 'cabin cottage hut home barn chalet lodge farmhouse haus hutte huttchen scheune hauschen heim',
  boat: 'ship sailboat sailing sail yacht vessel canoe kayak ferry rowboat schiff boot segelboot segelschiff segel',
  balloon: 'hot-air-balloon ballon heissluftballon baloon airship zeppelin',
  bird: 'gull seagull swallow crow raven eagle geese goose swan stork vogel mowe schwalbe krahe adler flock',
  cat: 'kitten kitty feline katze katzchen kater',
  tree: 'oak maple birch willow baum eiche ahorn birke cherry-tree bonsai cherry sakura kirschbaum',
  palm: 'palmtree palm-tree coconut tropical tropic palme tropisch',
  windmill: 'mill windmuhle muhle turbine',
  castle: 'fortress palace tower ruin kingdom burg schloss festung turm palast',
  moon: 'moonlight moonlit moonrise lunar crescent mond mondlicht vollmond mondschein',
  sun: 'sunlight sunshine sunny sonne sonnenlicht sonnenschein',
  stars: 'star starry starlight constellation milky-way meteor comet stern sternenhimmel sternklar milchstrasse komet',
  aurora: 'northern-lights polar-light borealis nordlicht polarlicht',
  rainbow: 'regenbogen',
  planet: 'saturn jupiter mars venus exoplanet neptune uranus planeten',
  // Worlds of their own.
  space: 'galaxy nebula universe cosmos cosmic orbit astronaut rocket spaceship interstellar outer-space weltraum weltall universum galaxie kosmos rakete nebula',
  fish: 'underwater reef coral aquarium jellyfish whale shark dolphin turtle diving fische unterwasser riff koralle wal delfin qualle aquarium',
  flowers: 'flower blossom bloom rose tulip poppy daisy sunflower lavender lily bouquet peony blume blute rosen tulpe mohn sonnenblume lavendel strauss',
  vase: 'still-life pottery pot ceramic jug bowl fruit apple pear orange-fruit lemon cup teapot table stilleben krug schale obst apfel birne zitrone tasse tisch',
  spheres: 'sphere ball orb marble bubble pearl globe kugel ball murmel blase perle',
  leaves: 'leaf botanical botanic foliage fern monstera plant herb eucalyptus blatt blatter laub farn pflanze botanisch',
  silk: 'ribbon flow fabric cloth satin curve swirl energy smoke seide stoff rauch',
  paper: 'papercut paper-cut layer origami cutout papier scherenschnitt schichten',
  topo: 'topographic topography contour map terrain isoline topografie karte hohenlinie',
  bauhaus: 'circle triangle square shape tile mosaic geometry kreis dreieck quadrat form kachel mosaik geometrie',
  bokeh: 'lights lantern glow glitter firefly lichter laterne gluhwurmchen funkeln party fireworks feuerwerk',
} as const;

export type Subject = keyof typeof SUBJECT_WORDS;
