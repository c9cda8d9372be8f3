typed-title = { $count ->
    [one] U was nog aan het typen
   *[other] U was nog op { $count } plaatsen aan het typen
}
typed-why = Het programma stopte voor dit bewaard was. Er is nog niets ingevuld.
typed-now = Nu staat er: { $value }
typed-take = Invullen
typed-go-on = Verder invullen
typed-forget = Weggooien
typed-copy = Dit kan hier niet meer ingevuld worden. U kunt de tekst nog kopiëren.
typed-later = Later beslissen
typed-taken = Ingevuld. U kunt dit ongedaan maken.
