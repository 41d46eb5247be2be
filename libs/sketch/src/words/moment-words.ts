/** When the picture is: hour, weather, season. */
export const MOMENT_WORDS = {
  time: {
    dawn: 'sunrise daybreak morning early-morning first-light morgen morgenrot sonnenaufgang fruh morgendammerung',
    day: 'daytime noon midday afternoon daylight tag mittag nachmittag tagsuber',
    dusk: 'sunset evening twilight golden-hour golden-light blue-hour dammerung abend abendrot sonnenuntergang gloaming',
    night: 'midnight nighttime nocturnal nightfall dark-night nacht mitternacht nachts nachtlich nachthimmel',
  },
  weather: {
    clear: 'cloudless klar wolkenlos blue-sky',
    cloudy: 'cloud overcast wolke wolkig bewolkt cumulus',
    rain: 'rainy drizzle shower wet downpour raining regen regnerisch verregnet niesel',
    snow: 'snowy snowfall snowing snowflake blizzard snow-covered schnee verschneit schneefall schneeflocke',
    fog: 'foggy mist misty haze hazy nebel neblig dunst dunstig diesig',
    storm: 'stormy thunder thunderstorm lightning tempest hurricane sturm gewitter blitz sturmisch donner',
  },
  season: {
    spring: 'springtime april fruhling fruhjahr mai',
    summer: 'summertime july august sommer sommerlich juli',
    autumn: 'fall autumnal october november herbst herbstlich oktober',
    winter: 'wintry december january icy ice frozen frost frosty winterlich eis gefroren dezember januar arctic glacier christmas weihnachten',
  },
} as const;

export type Time = keyof typeof MOMENT_WORDS.time;
export type Weather = keyof typeof MOMENT_WORDS.weather;
export type Season = keyof typeof MOMENT_WORDS.season;
