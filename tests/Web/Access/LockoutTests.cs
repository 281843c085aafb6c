using System.Net;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Access;

/// <summary>Failures are counted alike for addresses that have a login and for those that have none, whichever copy answers.</summary>
public sealed class LockoutTests
{
    private const string Wrong = "pas le bon mot de passe";
    private const string Locked = "Trop d’essais : cette connexion est bloquée. Réessayez dans 10 minutes, ou choisissez « Mot de passe oublié ».";

    [Fact]
    public async Task Two_copies_count_together_for_a_known_and_an_unknown_address()
    {
        await using var host = await PortalHost.OnAsync(DatabaseProvider.Postgres);
        await using var other = await host.BesideAsync();
        var known = await host.GivenParent();

        var answers = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var email in new[] { known, "personne@example.fr" })
        {
            answers[email] = [];
            foreach (var copy in new[] { host, other, host, other, host, other, host })
            {
                answers[email].Add((await copy.Visitor().SignIn(email, Wrong)).Alert);
            }
        }

        answers[known].Skip(4).Should().AllBe(Locked);
        answers["personne@example.fr"].Should().Equal(answers[known]);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Failures_of_the_same_moment_all_count(DatabaseProvider database)
    {
        await using var host = await PortalHost.OnAsync(database);
        foreach (var email in new[] { await host.GivenParent(), "personne@example.fr" })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Visitor().SignIn(email, Wrong)));

            answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK);
            (await host.Visitor().SignIn(email)).Alert.Should().Be(Locked);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_lock_ends_after_ten_minutes_and_failures_are_forgotten_after_a_day(DatabaseProvider database)
    {
        await using var host = await PortalHost.OnAsync(database);
        var known = await host.GivenParent();
        foreach (var email in new[] { known, "personne@example.fr" })
        {
            await FailAsync(host, email, 5);
        }

        host.Clock.Advance(TimeSpan.FromMinutes(9));
        (await host.Visitor().SignIn(known)).Alert.Should().Contain("Réessayez dans une minute");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await host.Visitor().SignIn(known)).Location.Should().Be("/");
        (await FailAsync(host, "personne@example.fr", 4)).Should().StartWith("L’adresse ou le mot de passe", "the count begins anew");

        await FailAsync(host, known, 4);
        host.Clock.Advance(TimeSpan.FromHours(25));
        (await FailAsync(host, known, 4)).Should().StartWith("L’adresse ou le mot de passe");
    }

    [Fact]
    public async Task The_right_password_ends_the_count_and_another_person_shares_none_of_it()
    {
        await using var host = await PortalHost.StartAsync();
        var (email, other) = (await host.GivenParent(), await host.GivenParent());
        for (var round = 0; round < 3; round++)
        {
            await FailAsync(host, email, 4);
            (await host.Visitor().SignIn(email)).Location.Should().Be("/");
        }

        await FailAsync(host, email, 5);
        (await host.Visitor().SignIn(other)).Location.Should().Be("/");
    }

    [Theory]
    [InlineData("karine.S@example.fr")]
    [InlineData("  KARINE.s@EXAMPLE.FR ")]
    public async Task Capitals_and_blanks_around_do_not_make_another_address(string typed)
    {
        await using var host = await PortalHost.StartAsync();
        await host.GivenParent("karine.s@example.fr");

        (await host.Visitor().SignIn(typed)).Location.Should().Be("/");
    }

    [Theory]
    [InlineData("karine.\u017f@example.fr", "a long s")]
    [InlineData("\u212aarine.s@example.fr", "the sign of kelvin")]
    [InlineData("ｋarine.s@example.fr", "a letter of full width")]
    [InlineData("kar\u0131ne.s@example.fr", "an i without its dot")]
    [InlineData("KAR\u0130NE.S@example.fr", "a capital i with a dot")]
    [InlineData("karine.s@example\u3002fr", "an ideographic full stop")]
    public async Task What_only_looks_like_an_address_signs_in_as_nobody_and_is_sent_no_link(string typed, string because)
    {
        await using var host = await PortalHost.StartAsync();
        await host.GivenParent("karine.s@example.fr");

        (await host.Visitor().SignIn(typed)).Alert.Should().StartWith("L’adresse ou le mot de passe", because);
        await host.Visitor().Submit("/mot-de-passe-oublie", ("Email", typed));

        (await host.Find(db => Task.FromResult(db.OutboxMessages.Count()))).Should().Be(0, because);
    }

    [Theory]
    [InlineData("h\u00e9l\u00e8ne@example.fr", "he\u0301le\u0300ne@example.fr")]
    [InlineData("h\u00e9l\u00e8ne@example.fr", "H\u00c9L\u00c8NE@example.fr")]
    public async Task Letters_beyond_ascii_are_compared_as_they_are(string address, string typed)
    {
        await using var host = await PortalHost.StartAsync();
        await host.GivenParent(address);

        (await host.Visitor().SignIn(typed)).Alert.Should().StartWith("L’adresse ou le mot de passe");
        (await host.Visitor().SignIn(address)).Location.Should().Be("/");
    }

    private static async Task<string> FailAsync(PortalHost host, string email, int times)
    {
        var last = "";
        for (var attempt = 0; attempt < times; attempt++)
        {
            last = (await host.Visitor().SignIn(email, Wrong)).Alert;
        }

        return last;
    }
}
