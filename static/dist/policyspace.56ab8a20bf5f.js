import"./page.113e93eda3d1.js";
