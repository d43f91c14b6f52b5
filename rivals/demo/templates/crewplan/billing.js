(function () {
  var tabs = document.querySelectorAll('[role="tab"][data-billing]');
  var costs = document.querySelectorAll('.cost[data-billing]');
  tabs.forEach(function (tab) {
    tab.addEventListener('click', function () {
      tabs.forEach(function (other) { other.setAttribute('aria-selected', String(other === tab)); });
      costs.forEach(function (cost) { cost.hidden = cost.dataset.billing !== tab.dataset.billing; });
    });
  });
})();
