using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Real parallel connections on one family's record, and any history of it.</summary>
public sealed class RecordRaceTests
{
    private static readonly string[] Fields = [nameof(Guardian.Town), nameof(Guardian.Profession), nameof(Guardian.Address)];
    private static readonly Gen<(int Act, int Field, int Value)> Step = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 9]);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_two_parents_on_one_field_one_files_and_the_other_is_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        for (var round = 0; round < 6; round++)
        {
            var family = await portal.GivenFamily();
            var (mother, subject) = family.Mother();

            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(parent =>
                        Task.Run(() =>
                            portal.SendAs(
                                mother with
                                {
                                    UserId = Guid.NewGuid(),
                                },
                                new FileChanges([new(subject, nameof(Guardian.Town), "", $"Commune {parent}")])
                            )
                        )
                    )
            );

            answers.Count(answer => !answer.IsRefused).Should().Be(1);
            answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == "AlreadyPending");
            (await portal.ChangesOf(family)).Should().ContainSingle();
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_two_colleagues_on_the_same_changes_each_is_decided_once_and_told_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var families = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => portal.GivenFamily()));
        foreach (var family in families)
        {
            var (mother, subject) = family.Mother();
            await portal.SendAs(
                mother,
                new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine"), new(subject, nameof(Guardian.Profession), "", "Vigneronne")])
            );
        }

        var seen = (await Task.WhenAll(families.Select(portal.ChangesOf))).SelectMany(changes => changes).Select(change => new SeenChange(change.Id)).ToList();
        var results = await Task.WhenAll(
            Task.Run(() => portal.SendAs(Person.With(Roles.Agent), new TreatChanges(seen, Accept: true))),
            Task.Run(() => portal.SendAs(Person.With(Roles.Director), new TreatChanges([.. Enumerable.Reverse(seen)], Accept: false, "Non")))
        );

        results.Sum(result => result.Value.Treated).Should().Be(10);
        results.Sum(result => result.Value.Missed.Count).Should().Be(10);
        (await portal.Find(db => db.OutboxMessages.Select(mail => mail.FamilyId).ToListAsync())).Should().OnlyHaveUniqueItems().And.HaveCount(5);
        (await portal.Find(db => db.AuditEntries.CountAsync())).Should().Be(10);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_withdrawal_and_an_acceptance_at_once_leave_one_of_both(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        for (var round = 0; round < 8; round++)
        {
            var family = await portal.GivenFamily();
            var (mother, subject) = family.Mother();
            await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine")]));
            var id = (await portal.ChangesOf(family))[0].Id;

            var withdrawing = Task.Run(() => portal.SendAs(mother, new WithdrawChange(id)));
            var accepting = Task.Run(() => portal.SendAs(Person.With(Roles.Agent), new TreatChanges([new(id)], Accept: true)));
            await Task.WhenAll(withdrawing, accepting);

            var accepted = (await accepting).Value.Treated;
            (accepted + ((await withdrawing).IsRefused ? 0 : 1)).Should().Be(1);
            (await portal.GuardianOf(family)).Town.Should().Be(accepted == 1 ? "Beine" : "");
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Whatever_is_filed_withdrawn_refused_and_accepted_the_record_equals_what_was_accepted(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await Step.Array[5, 40].SampleAsync(history => PlayAsync(portal, history), iter: 10, threads: 1);
    }

    private static async Task PlayAsync(Portal portal, (int Act, int Field, int Value)[] history)
    {
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();
        var agent = Person.With(Roles.Agent);
        var expected = Fields.ToDictionary(field => field, _ => "");
        foreach (var (act, index, number) in history)
        {
            var (field, value) = (Fields[index], $"Valeur {number}");
            var guardian = await portal.GuardianOf(family);
            // Any change ever filed, treated ones too: those must be left alone.
            var changes = await portal.ChangesOf(family);
            var any = changes.Count == 0 ? null : changes[number % changes.Count];
            switch (act)
            {
                case 0 or 1:
                    await portal.SendAs(mother, new FileChanges([new(subject, field, guardian.ValueOf(field), value)]));
                    break;
                case 2 when any is not null:
                    await portal.SendAs(mother, new WithdrawChange(any.Id));
                    break;
                case 3 when any is not null:
                    await portal.SendAs(agent, new TreatChanges([new(any.Id)], Accept: false, "Non"));
                    break;
                case 4 when any is not null:
                    if ((await portal.SendAs(agent, new TreatChanges([new(any.Id)], Accept: true))).Value.Treated == 1)
                    {
                        expected[any.Field] = any.NewValue!;
                    }

                    break;
                default:
                    if (!(await portal.SendAs(agent, new EditRecord(family.Family.Id, [new(subject, field, guardian.ValueOf(field), value)]))).IsRefused)
                    {
                        expected[field] = value;
                    }

                    break;
            }

            var now = await portal.GuardianOf(family);
            Fields.Should().OnlyContain(name => now.ValueOf(name) == expected[name]);
            (await portal.ChangesOf(family))
                .Where(change => change.Status == ChangeStatus.Pending)
                .Select(change => change.Field)
                .Should()
                .OnlyHaveUniqueItems();
        }
    }
}
