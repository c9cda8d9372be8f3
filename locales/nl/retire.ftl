retire-show =
    { $count ->
        [one] Dit voorstel tonen
       *[other] Deze { $count } voorstellen tonen
    }
retire-title = “{ $name }” buiten gebruik stellen
retire-used-site =
    { $count ->
        [one] 1 voorstel gebruikt “{ $name }” en houdt het tot iemand het weghaalt. Nieuwe voorstellen kunnen het niet meer kiezen.
       *[other] { $count } voorstellen gebruiken “{ $name }” en houden het tot iemand het weghaalt. Nieuwe voorstellen kunnen het niet meer kiezen.
    }
retire-used-contact =
    { $count ->
        [one] “{ $name }” is de contactpersoon van 1 voorstel. Bezoekers blijven die naam daar zien tot een andere contactpersoon in de plaats komt.
       *[other] “{ $name }” is de contactpersoon van { $count } voorstellen. Bezoekers blijven die naam daar zien tot een andere contactpersoon in de plaats komt.
    }
retire-replace = Vervangen door een andere…
retire-anyway = Buiten gebruik zonder vervanging
retire-do = Buiten gebruik stellen
