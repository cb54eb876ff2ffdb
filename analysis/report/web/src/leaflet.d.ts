/** The module that esbuild can take to pieces; its types are those of the package. */
declare module "leaflet/dist/leaflet-src.esm.js" {
  export * from "leaflet";
}
