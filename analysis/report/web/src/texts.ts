import type { Language } from "./format";

/** Every text that a reader sees, in both languages. `{name}` is filled in; a missing language does not compile. */
const texts = {
  language: { da: "Sprog", en: "Language" },
  stylised: { da: "Stiliseret vejnet: ikke de virkelige veje", en: "Stylised roads: not the real road network" },
  interrupted: {
    da: "Kørslen blev afbrudt: {done} af {asked} gentagelser er med",
    en: "The run was interrupted: {done} of {asked} replications are in",
  },
  answer: { da: "Svaret", en: "The answer" },
  published_types: { da: "hastende opgaver af de offentliggjorte typer", en: "urgent tasks of the published types" },
  all_types: { da: "alle opgaver", en: "all tasks" },
  say_mean: {
    da: "I {district} går der i gennemsnit {value} (minutter:sekunder) fra vagtcentralen har anmeldelsen, til den første patrulje er fremme: {scope}{precision}.",
    en: "In {district} it takes {value} (minutes:seconds) on average from the control centre's receipt until the first patrol is there: {scope}{precision}.",
  },
  precision_in_words: { da: "; simuleringsusikkerhed {low}\u2013{high}", en: "; simulation precision {low}\u2013{high}" },
  no_precision: { da: " (for få data til et interval)", en: " (too few for an interval)" },
  say_slowest: { da: "Længst venter man i {areas}", en: "The wait is longest in {areas}" },
  say_fastest: { da: "kortest i {areas}", en: "shortest in {areas}" },
  cannot_tell: { da: " (kan ikke skelnes)", en: " (cannot be told apart)" },
  say_none_told: {
    da: "Kommunernes ventetider kan ikke skelnes med {replications}.",
    en: "The municipalities' waiting times cannot be told apart with {replications}.",
  },
  say_unserved: {
    da: "{unserved} fik ingen patrulje i tiden; de indgår i antal, ikke i ventetider.",
    en: "{unserved} got no patrol in time; they count as incidents, not in waiting times.",
  },
  say_all_served: { da: "Ingen opgaver stod åbne, da kørslen sluttede.", en: "No task was still open when the run ended." },
  incident_one: { da: "opgave", en: "incident" },
  incident_other: { da: "opgaver", en: "incidents" },
  replication_one: { da: "gentagelse", en: "replication" },
  replication_other: { da: "gentagelser", en: "replications" },
  card_mean: { da: "Gennemsnit", en: "Mean" },
  card_p90: { da: "9 ud af 10 venter højst", en: "9 in 10 wait at most" },
  card_share: { da: "Fremme inden {target} min", en: "There within {target} min" },
  map_title: { da: "Ventetid i kommunerne", en: "Waiting time by municipality" },
  map_read: {
    da: "Mørkere er længere. Tallet i kommunen er {statistic} for {scope}. Sorte firkanter er stationer, grå streger de store veje.{outline}",
    en: "Darker is longer. The figure in a municipality is {statistic} for {scope}. Black squares are stations, grey lines the main roads.{outline}",
  },
  stylised_outline: {
    da: " Omridsene er celler omkring byerne, ikke kommunegrænserne.",
    en: " The outlines are cells around the towns, not the municipal boundaries.",
  },
  stat_mean: { da: "gennemsnittet", en: "the mean" },
  stat_p90: { da: "den tid, som 9 ud af 10 højst venter", en: "the time that 9 in 10 wait at most" },
  stat_share: { da: "andelen, der nås inden {target} min", en: "the share reached within {target} min" },
  show_mean: { da: "Gennemsnit", en: "Mean" },
  show_p90: { da: "90 %-fraktil", en: "90th percentile" },
  show_share: { da: "Inden {target} min", en: "Within {target} min" },
  figures: { da: "Figurerne", en: "The figures" },
  distribution_title: { da: "Hvor længe venter folk?", en: "How long do people wait?" },
  distribution_read: {
    da: "Søjlerne viser, hvor stor en del af opgaverne ({scope}) der nås i hvert minut. Linjen viser andelen, der er nået efter så lang tid; de stiplede streger er scenariets mål.{beyond}",
    en: "The bars show the share of tasks ({scope}) reached in each minute. The line shows the share reached after that time; dashed lines are the scenario's targets.{beyond}",
  },
  beyond: { da: " {share} er længere end {minutes} min og ligger uden for figuren.", en: " {share} take longer than {minutes} min and lie outside the figure." },
  minutes_axis: { da: "minutter", en: "minutes" },
  share_axis: { da: "andel", en: "share" },
  share_so_far: { da: "andel nået", en: "share reached" },
  municipalities_title: { da: "Kommunerne side om side", en: "Municipalities side by side" },
  municipalities_read: {
    da: "Prikken er gennemsnittet, stregen dets simuleringsusikkerhed (95 %). Overlapper to streger, kan rækkefølgen ikke afgøres. Mellem den længste og den korteste: {gap}.",
    en: "The dot is the mean, the line its simulation precision (95 %). Where two lines overlap the order cannot be told. Between longest and shortest: {gap}.",
  },
  week_title: { da: "Ugens timer", en: "Hours of the week" },
  week_read: {
    da: "Gennemsnitlig ventetid for alle opgaver, der opstår i den time. Mørkere er længere; en skrå streg betyder for få opgaver til et interval.",
    en: "Mean wait of all tasks that arise in that hour. Darker is longer; a slash means too few tasks for an interval.",
  },
  weekdays: { da: "man,tir,ons,tor,fre,lør,søn", en: "Mon,Tue,Wed,Thu,Fri,Sat,Sun" },
  hour_axis: { da: "klokken", en: "hour of day" },
  components_title: { da: "Hvad ventetiden består af", en: "What the wait is made of" },
  components_read: {
    da: "Hele ventetiden delt i ventetid på en ledig patrulje og køretid, i gennemsnit ({scope}).",
    en: "The whole wait split into waiting for a free patrol and driving, on average ({scope}).",
  },
  component_wait: { da: "venter på en ledig patrulje", en: "waiting for a free patrol" },
  component_travel: { da: "kørsel", en: "driving" },
  day_title: { da: "Patruljer gennem døgnet", en: "Patrols through the day" },
  day_read: {
    da: "Trappen viser patruljer på arbejde, det farvede felt dem, der er optaget af opgaver, i gennemsnit over året.",
    en: "The steps show patrols on duty, the coloured area those busy with tasks, averaged over the period.",
  },
  on_duty: { da: "på arbejde", en: "on duty" },
  busy: { da: "optaget", en: "busy" },
  units_axis: { da: "patruljer", en: "patrols" },
  published_title: { da: "Ved siden af offentliggjorte tal", en: "Beside published figures" },
  published_read: {
    da: "Sat ved siden af hinanden, ikke tilpasset: simuleringen regner fra vagtcentralen har anmeldelsen, til den første patrulje er fremme, med de dele af ventetiden, som scenariet har med.",
    en: "Set side by side, not fitted: the simulation counts from the control centre's receipt until the first patrol is there, with those parts of the wait that the scenario includes.",
  },
  figure: { da: "Tal", en: "Figure" },
  year: { da: "År", en: "Year" },
  published: { da: "Offentliggjort", en: "Published" },
  simulated: { da: "Simuleret", en: "Simulated" },
  definition: { da: "Definition", en: "Definition" },
  source: { da: "Kilde", en: "Source" },
  one_year: { da: "Ét år svinger (standardafvigelse)", en: "One year varies by (standard deviation)" },
  basis: { da: "Hvad svaret hviler på", en: "What the answer rests on" },
  doubts: { da: "Tre slags tvivl", en: "Three kinds of doubt" },
  doubt_precision: {
    da: "Simuleringsusikkerhed: intervallerne her siger, hvor meget tallet kan flytte sig, hvis den samme model køres længere ({replications}). De siger intet om, hvorvidt forudsætningerne er rigtige.",
    en: "Simulation precision: the intervals here say how far a figure could move if the same model were run for longer ({replications}). They say nothing about whether the assumptions are right.",
  },
  doubt_inputs: {
    da: "Forudsætningerne: {assumptions} af {inputs} er antagelser eller uden kilde. Hvor meget svaret flytter sig med andre forudsætninger, der passer lige så godt, er ikke undersøgt i denne kørsel.",
    en: "The inputs: {assumptions} of {inputs} are assumptions or have no source. How far the answer moves with other inputs that fit as well has not been examined in this run.",
  },
  doubt_year: {
    da: "Ét år: kredsens gennemsnit for et enkelt år svinger omkring {sd} sekunder (standardafvigelse) af sig selv, uden at noget er ændret.",
    en: "One year: the kreds' mean of a single year varies by about {sd} seconds (standard deviation) by itself, with nothing changed.",
  },
  doubt_year_unknown: {
    da: "Ét år: perioden er ikke et år, så spredningen mellem år kan ikke læses af denne kørsel.",
    en: "One year: the period is not a year, so the spread between years cannot be read from this run.",
  },
  not_modelled: { da: "Ikke med i modellen", en: "What is not modelled" },
  not_modelled_text: {
    da: "Svingforbud og vejarbejde, vejr og føre, og borgernes oplevede tryghed er ikke med. Hele listen står i programmets dokumentation (docs/not-modelled.md).",
    en: "Turn restrictions and road works, weather, and how safe people feel are not modelled. The whole list is in the program's documentation (docs/not-modelled.md).",
  },
  inputs: { da: "Alle forudsætninger ({count})", en: "All inputs ({count})" },
  input: { da: "Forudsætning", en: "Input" },
  value: { da: "Værdi", en: "Value" },
  no_source: { da: "ingen kilde angivet", en: "no source given" },
  run: { da: "Kørslen", en: "The run" },
  program: { da: "Program", en: "Program" },
  seed: { da: "Frø", en: "Seed" },
  replications: { da: "Gentagelser", en: "Replications" },
  period: { da: "Periode", en: "Period" },
  period_text: { da: "{days} fra {start}", en: "{days} from {start}" },
  day_one: { da: "dag", en: "day" },
  day_other: { da: "dage", en: "days" },
  made: { da: "Kørt", en: "Run on" },
  files: { da: "Filer (SHA-256)", en: "Files (SHA-256)" },
  command: { da: "Gentag med", en: "Repeat with" },
  show_table: { da: "Tallene som tabel", en: "The figures as a table" },
  save_svg: { da: "Gem SVG", en: "Save SVG" },
  save_png: { da: "Gem PNG", en: "Save PNG" },
  save_csv: { da: "Gem CSV", en: "Save CSV" },
  municipality: { da: "Kommune", en: "Municipality" },
  whole_district: { da: "Hele kredsen", en: "Whole district" },
  from_minute: { da: "Fra minut", en: "From minute" },
  hour: { da: "Time", en: "Hour" },
  weekday: { da: "Ugedag", en: "Weekday" },
  mean: { da: "Gennemsnit", en: "Mean" },
  low: { da: "Nedre", en: "Low" },
  high: { da: "Øvre", en: "High" },
  incidents: { da: "Opgaver", en: "Incidents" },
} satisfies Record<string, Record<Language, string>>;

export type TextKey = keyof typeof texts;

let language: Language = "en";
export const spoken = (): Language => language;
export function speak(chosen: Language): void {
  language = chosen;
}

export function t(key: TextKey, values: Record<string, string> = {}): string {
  return texts[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
