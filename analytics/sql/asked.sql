-- a condition, not a statement: whether a row with day, category, state, street and zone passes the filters; null lets all pass
($from is null or day >= $from::date)
and ($to is null or day <= $to::date)
and ($category is null or category = (select id from word where text = $category))
and ($state is null or state = (select id from word where text = $state))
and ($street is null or street = (select id from word where text = $street))
and ($zone is null or zone = (select id from word where text = $zone))
