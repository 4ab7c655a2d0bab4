from in_lab import set_theme

ROWS = """()=>{const c=[...document.querySelector('.atlas-controls').children].filter(e=>e.offsetHeight);
 const rows=new Set(c.map(e=>Math.round((e.getBoundingClientRect().bottom)/6))); return [rows.size, document.querySelector('.atlas').clientWidth, c.reduce((s,e)=>s+e.offsetWidth+10,0)]}"""


def test_it(open_explorer, page):
    for language, scheme in (("kk", "JupyterLab Light"), ("en", "JupyterLab Dark")):
        open_explorer(f", language={language!r}")
        set_theme(page, scheme)
        for w in (1280, 1920):
            page.set_viewport_size({"width": w, "height": 1000})
            page.wait_for_timeout(800)
            print(language, w, page.evaluate(ROWS))
            page.screenshot(path=f"/tmp/lab-{language}-{w}.png")
    set_theme(page, "JupyterLab Light")
