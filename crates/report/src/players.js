// Comfort only: one player at a time, and a change of player goes on at the same place.
(function () {
  var all = Array.prototype.slice.call(document.querySelectorAll("audio"));
  var last = null;
  all.forEach(function (one) {
    one.addEventListener("play", function () {
      if (last && last !== one) {
        var at = last.ended ? 0 : last.currentTime;
        last.pause();
        if (isFinite(one.duration) && at < one.duration) one.currentTime = at;
      }
      last = one;
    });
  });
})();
