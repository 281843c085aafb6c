using Bunit;
using Bunit.TestDoubles;
using ClsPortal.Web.Shared.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Shared;

public sealed class MenuTests : BunitContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Theory]
    [InlineData("/", "Accueil")]
    [InlineData("/mon-compte/historique", "Historique des inscriptions")]
    [InlineData("/inscriptions/3/7?mois=2019-01", "Inscriptions")]
    [InlineData("/demandes#premiere", "Vos demandes")]
    public void The_entry_of_the_page_shown_is_marked_to_the_eye_and_to_the_ear(string address, string entry)
    {
        Navigation.NavigateTo(address);

        var menu = Render<FamilyMenu>();

        // Once in the bar, once in the phone's list.
        var marked = menu.FindAll("a[aria-current='page']").Where(link => !link.Matches(".menu-narrow > ul:first-child > li > a")).ToList();
        marked.Should().HaveCount(2).And.OnlyContain(link => link.TextContent == entry && link.ClassList.Contains("active"));
    }

    [Theory]
    [InlineData("/", "Accueil")]
    [InlineData("/mon-compte/factures/3", "Factures")]
    [InlineData("/demandes", null)]
    public void The_bar_of_a_phone_marks_the_page_where_it_has_it(string address, string? entry)
    {
        Navigation.NavigateTo(address);

        var menu = Render<FamilyMenu>();

        menu.FindAll(".menu-narrow > ul:first-child > li > a.active").Select(link => link.TextContent).Should().Equal(entry is null ? [] : [entry]);
        menu.FindAll(".menu-narrow > ul:first-child > li > a").Should().OnlyContain(link => link.QuerySelector("svg[aria-hidden='true']") != null);
    }

    [Fact]
    public void The_mark_follows_to_the_next_page()
    {
        Navigation.NavigateTo("/demandes");
        var menu = Render<FamilyMenu>();

        Navigation.NavigateTo("/documents");

        menu.WaitForAssertion(() => menu.FindAll("a.active").Should().OnlyContain(link => link.TextContent == "Documents"));
    }

    [Fact]
    public void The_dashboard_is_not_marked_on_the_pages_below_it()
    {
        this.AddAuthorization().SetAuthorized("Agent").SetRoles("Agent");
        Navigation.NavigateTo("/gestion/familles/3");

        var menu = Render<StaffMenu>();

        menu.FindAll("a.active").Should().HaveCount(2).And.OnlyContain(link => link.TextContent == "Familles");
    }
}
