import { matrixCells, rasterOf, planeScene, outputsScene, describeAttention } from '/work/trees/size/src/figures/index.ts';
import { AttentionModel } from '/work/trees/size/src/model/index.ts';
test('perf', () => {
  const n = 1024;
  const rnd = (r:number,c:number)=>Array.from({length:r},()=>Array.from({length:c},()=>Math.random()-0.5));
  const out: string[] = [];
  for (const mask of [null, 'causal']) for (const stage of ['weights','scores','masked_scores']) {
    const m = new AttentionModel();
    m.load({format:'attention',version:1,tokens:Array.from({length:n},(_,t)=>'t'+t),embeddings:rnd(n,64),projections:{query:rnd(64,64),key:rnd(64,64),value:rnd(64,64)},mask, view:{stage}});
    const s = m.state as any;
    if (s.status !== 'ready') throw new Error(JSON.stringify(s.problems));
    for (let i=0;i<6;i++){ const a=performance.now(); const c=matrixCells(s.trace,s.selection); const b=performance.now(); rasterOf(c,[420,420]); const d=performance.now(); const p=planeScene(s.trace,s.selection); const e=performance.now(); outputsScene(s.trace,s.selection); const f=performance.now(); describeAttention(s.trace,s.selection); const g=performance.now();
    if(i===0||i===5) out.push([mask,stage,i,(b-a).toFixed(1),(d-b).toFixed(1),'plane',(e-d).toFixed(1),'out',(f-e).toFixed(1),(g-f).toFixed(2)].join(' ')); }
  }
  process.stdout.write(out.join('\n')+'\n');
});
